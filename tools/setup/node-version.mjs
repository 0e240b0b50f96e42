// Imported before anything else, and in syntax that an old Node can read, so that it says what is wrong by itself.
const oldestMajor = 20;
const major = Number(process.versions.node.split('.')[0]);
if (major < oldestMajor) {
  process.stderr.write(
    'Confab needs Node.js ' +
      oldestMajor +
      ' or newer to start; this is ' +
      process.version +
      '.\n' +
      'Install a current one from https://nodejs.org (the exact runtime is then fetched by itself).\n',
  );
  process.exit(1);
}
