// A page asks for a few things at once and no more: the server bounds what one address may ask at a time.

const most = 3;
let running = 0;
const waiting: (() => void)[] = [];

export async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  if (running >= most) {
    await new Promise<void>(resolve => waiting.push(resolve));
  }

  running++;
  try {
    return await ask();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
