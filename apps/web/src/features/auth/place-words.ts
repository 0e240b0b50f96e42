import { addErrorWords } from '../../lib/failure-text.ts';
import { providerWords } from '../../lib/provider-words.ts';
import { untilWords } from '../../lib/until-words.ts';
import { t } from '../../lib/words.ts';

/** Why somebody can't come in: said where they log in and register. */
addErrorWords({
  ...providerWords,
  ...untilWords,
  'awaiting-approval': () => t`You asked to come in. You can log in once an admin has let you in.`,
  'awaiting-confirmation': () => t`We’ve sent you a mail. Open the link in it, then log in.`,
  'account-deactivated': () => t`This account is deactivated. An admin of this place can activate it again.`,
  'invitation-required': () => t`You need an invitation to come in here. Ask someone who’s in for a link.`,
});
