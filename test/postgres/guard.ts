import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Ends a server that outlives the process that started it, and deletes its folder. It notices by a pipe that closes, so
 * that a SIGKILL is noticed as well.
 */
export function startGuard(folder: string) {
  const guard = spawn('sh', ['-c', script, 'guard', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin.on('error', () => undefined);
  guard.unref();
  // A pipe is a socket, and would keep this process alive.
  (guard.stdin as Socket).unref();
  return {
    /** The process to be ended, or none. */
    watch: (pid: number | undefined) => void guard.stdin.write(`${pid ?? ''}\n`),
    /** Nothing is left to be guarded but the folder. */
    end: () => void guard.stdin.end(),
  };
}

const script = `
pid=
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then
  kill -QUIT "$pid"
  tries=0
  while [ -e "$1/data/postmaster.pid" ] && kill -0 "$pid" && [ $tries -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
fi
# What its programs wrote meanwhile may need a second time.
rm -rf "$1" || { sleep 1; rm -rf "$1"; }
`;
