const daySeconds = 86_400;

/** A moment of a chart in the reader's own zone: "21 Nov, 11:02:10". */
export function momentText(ms: number): string {
  return new Date(ms).toLocaleString(undefined, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}

/** Ticks of a time axis, in Unix seconds: hours of up to a day, else days. */
export function tickTexts(ticks: readonly number[], spanSeconds: number): string[] {
  const form: Intl.DateTimeFormatOptions =
    spanSeconds > daySeconds
      ? { day: "numeric", month: "short" }
      : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const format = new Intl.DateTimeFormat(undefined, form);
  const texts = ticks.map((tick) => format.format(tick * 1000));
  // Several ticks of one day say it once.
  return texts.map((text, index) => (text === texts[index - 1] ? "" : text));
}
