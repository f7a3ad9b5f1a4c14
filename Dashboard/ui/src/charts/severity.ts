// A severity is a shape, a number and a dash as well as a colour, the same as everywhere on the page.

export type Severity = "critical" | "major" | "minor" | "warning";

export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const font = (size: number, weight = 400): string => `${weight} ${size}px "Inter Variable", system-ui, sans-serif`;

/** Of the line of a limit, in CSS pixels. */
export const dashes: Record<Severity, number[]> = { critical: [14, 3], major: [8, 4], minor: [4, 4], warning: [1.5, 4] };

/** 1 is worst. */
export const ranks: Record<Severity, number> = { critical: 1, major: 2, minor: 3, warning: 4 };

/** Draws the mark around a point; an acknowledged one is an outline, and a warning always. */
export function drawMark(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, severity: Severity, isSeen: boolean): void {
  const isOutline = isSeen || severity === "warning";
  ctx.beginPath();
  outline(ctx, x, y, radius, severity);
  ctx.fillStyle = isOutline ? colour("--card") : colour(`--${severity}`);
  ctx.strokeStyle = colour(`--${severity}`);
  ctx.lineWidth = radius / 5;
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = isOutline ? colour("--ink") : colour(`--on-${severity}`);
  ctx.font = font(radius * 1.3, 700);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(ranks[severity]), x, y + (severity === "major" ? radius * 0.35 : radius * 0.08));
}

function outline(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, severity: Severity): void {
  switch (severity) {
    case "critical":
      ctx.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    case "major":
      ctx.moveTo(x, y - r * 1.15);
      ctx.lineTo(x + r * 1.15, y + r);
      ctx.lineTo(x - r * 1.15, y + r);
      ctx.closePath();
      break;
    case "minor":
      ctx.moveTo(x, y - r * 1.2);
      ctx.lineTo(x + r * 1.2, y);
      ctx.lineTo(x, y + r * 1.2);
      ctx.lineTo(x - r * 1.2, y);
      ctx.closePath();
      break;
    default:
      ctx.arc(x, y, r, 0, 2 * Math.PI);
  }
}
