import { t } from '../../lib/words.ts';
import type { CardActionProps } from '../../registry/web-feature.ts';
import { useClient, useName } from '../../session/client.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { block } from './block.ts';

/** Asks before it is done, and says what it does. */
export function BlockDialog({ userId, onClose }: CardActionProps) {
  const client = useClient();
  const name = useName(userId);
  return (
    <ConfirmDialog
      title={t`Block ${name}?`}
      text={t`You hear nothing of them, what they write is folded away, and they can’t add you to groups. They aren’t told. You can take it back in the settings.`}
      action={t`Block`}
      onConfirm={() => {
        block(client, userId);
        onClose();
      }}
      onCancel={onClose}
    />
  );
}
