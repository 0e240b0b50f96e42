import { useIsBlocked } from '../../blocking/index.ts';
import { isVoiced } from '../showing/blocks.ts';
import { FileCard } from '../showing/FileCard.tsx';
import { VoiceMessage } from '../showing/VoiceMessage.tsx';
import { BlockedSent } from './BlockedSent.tsx';
import type { Sent } from './gallery-rows.ts';
import { SentFoot } from './SentFoot.tsx';

/** As in its message, and whose that is. */
export function SentFile({ sent: { file, message } }: { sent: Sent }) {
  if (useIsBlocked(message.senderId)) return <BlockedSent message={message} />;
  return (
    <div className="pb-2">
      {isVoiced(file) ? <VoiceMessage message={message} file={file} /> : <FileCard file={file} />}
      <SentFoot message={message} />
    </div>
  );
}
