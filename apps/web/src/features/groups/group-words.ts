import type { GroupSettings } from '@confab/protocol';
import type { SystemWords } from '../../lib/system-words.ts';
import { t } from '../../lib/words.ts';

/** Somebody changed settings of a group. */
export const groupWords: SystemWords = {
  'group-changed': ({ chatParts }, { actor }) => {
    const { visibility, topic, description, picture } = chatParts;
    if (Object.keys(chatParts).length > 1) return t`${actor} changed the group settings`;
    if (picture === '') return t`${actor} removed the group picture`;
    if (picture) return t`${actor} changed the group picture`;
    if (visibility === 'public') return t`${actor} made the group public`;
    if (visibility) return t`${actor} made the group private`;
    if (topic) return t`${actor} set the topic “${topic}”`;
    if (topic === '') return t`${actor} removed the topic`;
    return description === undefined ? leftText(chatParts, actor) : t`${actor} changed the description`;
  },
};

/** What is left to whom; of what an older page does not know, that something is another than before. */
function leftText({ posting, adding, mentioning, exporting }: GroupSettings, actor: string): string {
  if (posting === 'everyone') return t`${actor} allowed members to write`;
  if (posting) return t`${actor} allowed only owners and admins to write`;
  if (adding === 'everyone') return t`${actor} allowed members to add people`;
  if (adding) return t`${actor} allowed only owners and admins to add people`;
  if (mentioning === 'everyone') return t`${actor} allowed members to mention everyone`;
  if (mentioning) return t`${actor} allowed only owners and admins to mention everyone`;
  return exporting ? t`${actor} changed who can export the group` : t`${actor} changed the group settings`;
}
