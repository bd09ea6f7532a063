#!/bin/sh
# node-coap 1.5.0 responds 2.05 (Content) to every method if a handler sets no code.
#
# RFC 7252 sections 5.8.2 to 5.8.4 have 2.01, 2.04 and 2.02 for POST, PUT and DELETE, and 2.05 for none of them. Seen with
# Node.js 20.20.2. With such a server, the codes do not distinguish late responses, as docs/coap.md describes.
#
# Needs node and npm. Loopback only; ends within a minute; fails when the behaviour has changed.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --prefix . coap@1.5.0

cat > ask.js <<'JS'
const coap = require('coap');
const server = coap.createServer((request, response) => response.end());
server.listen(0, '127.0.0.1', async () => {
    const { port } = server._sock.address();
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const code = await new Promise(resolve =>
            coap.request({ host: '127.0.0.1', port, method, pathname: '/x' })
                .on('response', response => resolve(response.code)).end());
        console.log(method, code);
    }
    process.exit(0);
});
JS
seen=$(timeout 30 node ask.js)
expected='GET 2.05
POST 2.05
PUT 2.05
DELETE 2.05'
echo "node-coap $(node -p "require('coap/package.json').version"):"
echo "$seen"
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
