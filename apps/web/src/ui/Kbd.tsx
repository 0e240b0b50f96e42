export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-xs border border-line-strong px-1.25 font-sans text-3xs/4 font-medium text-muted">
      {children}
    </kbd>
  );
}
