import { build, type Alias } from 'vite';

type Script = {
  entry: string;
  /** Written in where these names stand, as JSON. */
  values?: Record<string, unknown>;
  alias?: Alias[];
};

/** A script of its own beside the app, in one piece. What its entry exports is a value named `early`. */
export async function compileScript({ entry, values = {}, alias = [] }: Script): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
    define: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])),
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: 'early', fileName: 'early' },
      minify: true,
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error(`${entry} was not built.`);
  return output.output[0].code.trim();
}
