import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { captureNpm } from './setup/npm.mjs';
import { root } from './setup/paths.mjs';
import { Problem, runEntry, say } from './setup/process.mjs';

/**
 * Writes what Confab is made of: each package with its version, licence and hash, as CycloneDX. What only builds and tests is in it too, and
 * marked so: the page is built from some of it.
 */
await runEntry(async () => {
  await ensureDependencies();
  const file = join(root, process.argv[2] ?? 'confab.cdx.json');
  const { code, output } = await captureNpm([
    'sbom',
    '--sbom-format=cyclonedx',
    '--package-lock-only',
    '--loglevel=error',
  ]);
  if (code !== 0) throw new Problem(`npm sbom failed:\n\n${output.trim()}`);
  /** @type {{ components: unknown[] }} */
  const { components } = JSON.parse(output);
  writeFileSync(file, output);
  say(`${components.length} packages in ${relative(root, file)}`);
});
