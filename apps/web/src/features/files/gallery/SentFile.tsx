import { messagePath } from '../../../lib/addresses.ts';
import { exactTime, listTime } from '../../../lib/dates.ts';
import { Link } from '../../../lib/router/index.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useName } from '../../../session/client.ts';
import { isVoiced } from '../showing/blocks.ts';
import { FileCard } from '../showing/FileCard.tsx';
import { VoiceMessage } from '../showing/VoiceMessage.tsx';
import type { Sent } from './gallery-rows.ts';

/** As in its message, and whose that is. */
export function SentFile({ sent: { file, message } }: { sent: Sent }) {
  const { senderId, createdAt, chatId, seq } = message;
  const name = useName(senderId);
  const now = useNow();
  return (
    <div className="pb-2">
      {isVoiced(file) ? <VoiceMessage message={message} file={file} /> : <FileCard file={file} />}
      <Link
        to={messagePath(chatId, seq)}
        className="flex gap-2 rounded-s px-1.5 pt-0.5 text-2xs text-muted hover:text-text hover:underline"
      >
        <bdi className="min-w-0 truncate">{name}</bdi>
        <time dateTime={createdAt} title={exactTime(createdAt)} className="tabular ms-auto shrink-0">
          {listTime(createdAt, now)}
        </time>
      </Link>
    </div>
  );
}
