import type { Config } from '../config/index.ts';
import type { Reach } from './endpoint.ts';

/** How this place sends to push services. */
export interface PushSettings {
  /** Whom a push service may write to: a `mailto:` or `https:` URL. */
  subject: string;
  reach: Reach;
}

/** Some services take nothing from who names nobody: a name that is nobody's for sure stands for who is not known. */
const nobody = 'mailto:push@confab.invalid';

export function pushSettingsOf({
  pushContact,
  pushPrivateAddresses,
  publicUrl,
}: Pick<Config, 'pushContact' | 'pushPrivateAddresses' | 'publicUrl'>): PushSettings {
  const own = publicUrl?.startsWith('https:') ? publicUrl : nobody;
  return { subject: pushContact ?? own, reach: { private: pushPrivateAddresses } };
}
