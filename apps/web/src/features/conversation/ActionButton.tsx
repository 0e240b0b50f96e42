import { useEffect, useState } from 'react';
import type { MessageAction } from '../../registry/message-action.ts';
import { IconButton } from '../../ui/IconButton.tsx';

const doneMs = 1_500;

type ActionButtonProps = {
  action: MessageAction;
  isOpen: boolean;
  onStart: (button: HTMLElement) => void | Promise<boolean>;
};

export function ActionButton({ action, isOpen, onStart }: ActionButtonProps) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), doneMs);
    return () => clearTimeout(timer);
  }, [isDone]);
  const { icon, label } = (isDone && 'done' in action ? action.done : null) ?? action;
  return (
    <IconButton
      size="s"
      icon={icon}
      label={label()}
      {...('Dialog' in action && { 'aria-haspopup': 'dialog' as const, 'aria-expanded': isOpen })}
      onClick={({ currentTarget }) => void onStart(currentTarget)?.then(setDone)}
    />
  );
}
