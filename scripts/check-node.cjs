// Goes to the top of dist/cli.cjs, in syntax that every Node since 12 can parse. An old Node would end with an
// unhandled exception, which is exit status 0 up to Node 14, so the commit would pass.
if (Number.parseInt(process.versions.node, 10) < 20) {
  const words = `antivenom: Node 20 or newer is needed, and this is Node ${process.versions.node}; nothing was checked\n`;
  // biome-ignore lint/style/useNodejsImportProtocol: `node:` is newer than what is asked here.
  require('fs').writeSync(2, words);
  process.exit(2);
}
