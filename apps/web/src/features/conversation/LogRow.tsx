import { memo, type ComponentProps } from 'react';
import { Link } from '../../lib/router/index.ts';
import { messagePath } from '../../lib/addresses.ts';
import { seqTold, systemText } from '../../lib/system-words.ts';
import { useClientState } from '../../session/client.ts';
import { DayDivider } from './DayDivider.tsx';
import { NewDivider } from './divider-lines.tsx';
import { MessageRow } from './MessageRow.tsx';
import { PendingRow } from './PendingRow.tsx';
import { RunLook } from './RunLook.tsx';
import { runText } from './run-text.ts';
import type { Row } from './rows.ts';
import { SystemRow } from './SystemRow.tsx';

type LogRowProps = { row: Row; isStop: boolean; isTarget: boolean; onToggleRun: (key: string) => void };

export function LogRow({ row, isStop, isTarget, onToggleRun }: LogRowProps) {
  switch (row.kind) {
    case 'day':
      return <DayDivider at={row.at} />;
    case 'new':
      return <NewDivider />;
    case 'system':
      return <SystemLine rowKey={row.key} message={row.message} isStop={isStop} />;
    case 'run':
      return <SystemRun row={row} isStop={isStop} onToggle={onToggleRun} />;
    case 'pending':
      return <MemoPendingRow rowKey={row.key} pending={row.pending} isHead={row.isHead} isStop={isStop} />;
    case 'message':
      return (
        <MemoMessageRow
          rowKey={row.key}
          message={row.message}
          isHead={row.isHead}
          isStop={isStop}
          isTarget={isTarget}
        />
      );
  }
}

// A new message renders one row, not the thousand above it.
const MemoMessageRow = memo(MessageRow);
const MemoPendingRow = memo(PendingRow);
type SystemRunProps = { row: Extract<Row, { kind: 'run' }>; isStop: boolean; onToggle: (key: string) => void };
const SystemRun = memo(function SystemRun({ row: { key, run, message, isOpen }, isStop, onToggle }: SystemRunProps) {
  const words = useClientState(({ users }) => runText(run, users));
  function toggle(button: HTMLElement): void {
    // Whoever keeps the end of the log in sight is not to follow what opens there.
    button.dispatchEvent(new CustomEvent('confab:fold', { bubbles: true }));
    onToggle(key);
  }
  const at = (run.at(-1) ?? message).createdAt;
  return <RunLook rowKey={key} words={words} at={at} isOpen={isOpen} isStop={isStop} onToggle={toggle} />;
});
const SystemLine = memo(function SystemLine(props: Omit<ComponentProps<typeof SystemRow>, 'words'>) {
  const { message } = props;
  const words = useClientState((state) => systemText(message, state.users));
  const seq = seqTold(message);
  if (seq === null) return <SystemRow {...props} words={words} />;
  const link = (
    <Link
      to={messagePath(message.chatId, seq)}
      className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-text"
    >
      {words}
    </Link>
  );
  return <SystemRow {...props} words={link} />;
});
