#!/usr/bin/env bash
# Guess: what is at hand on every server posts a message once: where the connection dies after the whole request arrived, it says so and ends.
#
# Seen: wget posts it 20 times before it tells of a failure. On a connection that is kept from an earlier message curl, wget and Java's
# HttpURLConnection post it twice and report success; HttpURLConnection does so on a new connection as well. With --tries=1, and with
# -Dsun.net.http.retryPost=false, it is once. curl has no switch for it, but posts once where each message has a connection of its own.
# Java's HttpClient posts once in both cases.
#
# curl 7.88.1, GNU Wget 1.21.3, OpenJDK 17.0.15, Node 20.20.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > Post.java <<'JAVA'
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Post {
  public static void main(String[] given) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int i = 1; i < given.length; i++) {
      URI address = URI.create(given[i]);
      if (given[0].equals("HttpClient")) {
        HttpRequest request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("text=Hello")).build();
        client.send(request, HttpResponse.BodyHandlers.ofString());
      } else {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write("text=Hello".getBytes());
        connection.getInputStream().readAllBytes();
      }
    }
  }
}
JAVA

cat > program.mjs <<'PROGRAM'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';

// The path /new dies each time; /kept dies unless it is the first request of its connection.
const posts = { '/first': 0, '/kept': 0, '/new': 0 };
const seen = new WeakSet();
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    posts[request.url]++;
    const kept = seen.has(request.socket);
    seen.add(request.socket);
    if (request.url === '/new' || (request.url === '/kept' && kept)) request.socket.destroy();
    else response.end('{}');
  });
}).listen(0, '127.0.0.1');
server.keepAliveTimeout = 60_000;
await once(server, 'listening');
const [first, kept, dies] = Object.keys(posts).map((path) => `http://127.0.0.1:${server.address().port}${path}`);

const java = (way, ...options) => (urls) => ['java', ...options, 'Post.java', way, ...urls];
const wget = (...options) => (urls) => ['wget', '-q', '-O', '/dev/null', '--waitretry=0', ...options, '--post-data=text=Hello', ...urls];
const curl = (...options) => (urls) => ['curl', '-s', '-q', ...options, '-d', 'text=Hello', ...urls];
const ways = {
  curl: curl(),
  'curl, connection: close': curl('-H', 'connection: close'),
  wget: wget(),
  'wget --tries=1': wget('--tries=1'),
  HttpURLConnection: java('HttpURLConnection'),
  'HttpURLConnection, retryPost=false': java('HttpURLConnection', '-Dsun.net.http.retryPost=false'),
  HttpClient: java('HttpClient'),
};
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy|options/i.test(name)));
async function run([program, ...given]) {
  const [code] = await once(spawn(program, given, { stdio: 'ignore', env }), 'exit');
  return code === 0 ? 'success' : 'failure';
}
for (const [name, command] of Object.entries(ways)) {
  for (const path in posts) posts[path] = 0;
  const onNew = `${await run(command([dies]))} after ${posts['/new']}`;
  const onKept = `${await run(command([first, kept]))} after ${posts['/kept']}`;
  console.log(`${name}: on a new connection ${onNew}, on a kept one ${onKept}`);
}
process.exit();
PROGRAM

cat > expected.txt <<'EXPECTED'
curl: on a new connection failure after 1, on a kept one success after 2
curl, connection: close: on a new connection failure after 1, on a kept one success after 1
wget: on a new connection failure after 20, on a kept one success after 2
wget --tries=1: on a new connection failure after 1, on a kept one failure after 1
HttpURLConnection: on a new connection failure after 2, on a kept one success after 2
HttpURLConnection, retryPost=false: on a new connection failure after 1, on a kept one failure after 1
HttpClient: on a new connection failure after 1, on a kept one failure after 1
EXPECTED

node program.mjs > seen.txt 2> /dev/null
cat seen.txt
diff expected.txt seen.txt && echo 'As found.'
