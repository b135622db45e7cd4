/** Takes a free port of this machine and says so, as every measured server does. */
function listen(server, path = '') {
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}${path}` })}\n`));
}

module.exports = { listen };
