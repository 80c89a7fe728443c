/** Runs `action` at once, and while calls keep coming once per `intervalMs`; the last call is never lost. */
export function atMostOncePer(intervalMs: number, action: () => void): () => void {
  let isWaiting = false;
  let isDue = false;
  const run = () => {
    isWaiting = true;
    isDue = false;
    setTimeout(() => {
      isWaiting = false;
      if (isDue) run();
    }, intervalMs);
    action();
  };
  return () => {
    if (isWaiting) isDue = true;
    else run();
  };
}
