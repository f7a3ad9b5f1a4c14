// Words and marks of the map grow with those of the page around it: on a wall they are read from across the room.

/** Pixels of the page's text for which the sizes of the map were chosen. */
const chosenFor = 14;

/** How much larger the page's text is around an element; 1 on a desk. */
export const scaleOf = (host: HTMLElement) => Math.max(1, parseFloat(getComputedStyle(host.parentElement!).fontSize) / chosenFor);

/** Lays an element out smaller and shows it larger, in the same place: all that is in it grows. */
export function enlarge(host: HTMLElement, scale: number): void {
  host.style.width = host.style.height = `${100 / scale}%`;
  host.style.transform = scale === 1 ? "" : `scale(${scale})`;
}
