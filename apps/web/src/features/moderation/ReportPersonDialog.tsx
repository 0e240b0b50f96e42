import * as moderation from '@confab/protocol/moderation/paths';
import { t } from '../../lib/words.ts';
import { useClient, useName } from '../../session/client.ts';
import { ReportForm } from './ReportForm.tsx';

export function ReportPersonDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const { rest } = useClient();
  const name = useName(userId);
  return (
    <ReportForm
      title={t`Report ${name}`}
      onSend={(body) => rest.call(moderation.reportPerson, { params: { user_id: userId }, body })}
      onClose={onClose}
    >
      <p className="text-sm text-muted">{t`To report something that they wrote, use the menu of that message.`}</p>
    </ReportForm>
  );
}
