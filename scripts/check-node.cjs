// Goes to the head of dist/cli.cjs, in words that every Node since 12 can read: an old one would end with an exception
// nobody handles, which is exit status 0 up to Node 14, and the commit would pass.
if (Number.parseInt(process.versions.node, 10) < 20) {
  const words = `antivenom: Node 20 or newer is needed, and this is Node ${process.versions.node}; nothing was checked\n`;
  // biome-ignore lint/style/useNodejsImportProtocol: `node:` is newer than what is asked here.
  require('fs').writeSync(2, words);
  process.exit(2);
}
