/** A refusal that belongs to no field. The region is always there, so that a screen reader hears it being filled. */
export function FormError({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text !== null && <p className="mt-4 rounded-sm bg-danger-soft px-3 py-2 text-sm text-danger">{text}</p>}
    </div>
  );
}
