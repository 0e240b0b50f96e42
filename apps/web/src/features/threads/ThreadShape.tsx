/** As high as the line under a message that has a thread. */
export function ThreadShape() {
  return <div className="mt-1 h-7 pointer-coarse:h-touch" />;
}

/** As high as the line above one that was said in a thread too. */
export function FromThreadShape() {
  return <div className="mb-0.5 h-5.5" />;
}
