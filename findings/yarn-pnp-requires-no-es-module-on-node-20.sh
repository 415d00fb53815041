#!/usr/bin/env bash
# Guess: on Node 20.19, which can require an ES module, `require` gives one under Yarn's Plug'n'Play as `import` does.
#
# Seen: `import` finds it and what it imports. `require` ends with ERR_MODULE_NOT_FOUND at the first import within the package, since Node 20 asks no loader
# hook there. On Node 24 both work. (A CommonJS program that moved to such a package passes on Node 24 and on node_modules, and fails on Node 20 with PnP.)
#
# yarn 4.18.1, p-limit 7.2.0 (which imports yocto-queue), Node 20.19.0 and 24.21.0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
registry=$(npm config get registry)
mkdir "$folder/tools" "$folder/app"
cd "$folder/tools"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund node20@npm:node@20.19.0 node24@npm:node@24.21.0 @yarnpkg/cli-dist@4.18.1

cd "$folder/app"
export YARN_NPM_REGISTRY_SERVER=$registry YARN_ENABLE_TELEMETRY=0 YARN_ENABLE_GLOBAL_CACHE=false YARN_ENABLE_IMMUTABLE_INSTALLS=false
echo '{"name":"app","private":true,"dependencies":{"p-limit":"7.2.0"}}' > package.json
touch yarn.lock
yarn=$folder/tools/node_modules/@yarnpkg/cli-dist/bin/yarn.js
node "$yarn" install > /dev/null
echo "import('p-limit').then(({ default: limit }) => console.log(typeof limit), ({ code }) => console.log(code));" > import.cjs
echo "try { console.log(typeof require('p-limit').default); } catch ({ code }) { console.log(code); }" > require.cjs

seen=""
for version in 20 24; do
  for program in import require; do
    said=$(PATH="$folder/tools/node_modules/node$version/bin:$PATH" node "$yarn" node "$program.cjs" 2>/dev/null)
    seen+="Node $version, $program: $said"$'\n'
  done
done
printf '%s' "$seen"
[ "$seen" = "Node 20, import: function
Node 20, require: ERR_MODULE_NOT_FOUND
Node 24, import: function
Node 24, require: function
" ] || { echo 'This has changed.'; exit 1; }
echo 'As found.'
