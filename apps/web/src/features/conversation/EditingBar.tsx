import { Pencil, X } from 'lucide-react';

export function EditingBar({ onCancel }: { onCancel: () => void }) {
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pr-1.5 pl-3.5 text-sm font-medium text-accent-text">
      <Pencil className="size-3.75" strokeWidth={1.8} aria-hidden="true" />
      Editing your message
      <button
        type="button"
        aria-label="Cancel editing"
        onClick={onCancel}
        className="ms-auto grid size-7.5 pointer-coarse:size-11 place-items-center rounded-s text-muted hover:bg-tint hover:text-text"
      >
        <X className="size-4" strokeWidth={1.8} aria-hidden="true" />
      </button>
    </div>
  );
}
