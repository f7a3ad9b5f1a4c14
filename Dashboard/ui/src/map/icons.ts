// Marks of stations: shape, number and colour of a severity, as everywhere else on the page. Filled = new, outline = acknowledged.
import type { Map as GlMap } from "maplibre-gl";
import type { Palette } from "./palette";
import { noDataOrder, orderOf } from "./states";

const size = 22;
const sharpness = 2;
const outline = 2;

/** Draws all marks anew, in these colours. */
export function drawMarks(map: GlMap, colours: Palette): void {
  const put = (order: number, image: ImageData) => {
    const name = `mark-${order}`;
    if (map.hasImage(name)) {
      map.updateImage(name, image);
    } else {
      map.addImage(name, image, { pixelRatio: sharpness });
    }
  };
  for (let severity = 1; severity <= 4; severity++) {
    put(orderOf(severity), mark(severity, false, colours));
    put(orderOf(severity + 10), mark(severity, true, colours));
  }

  put(noDataOrder, noData(colours));
}

function mark(severity: number, isAcknowledged: boolean, colours: Palette): ImageData {
  const pen = canvas();
  const isOutline = isAcknowledged || severity === 4;
  const path = shape(severity);
  pen.fillStyle = isOutline ? colours.card : colours.severity[severity]!;
  pen.fill(path);
  pen.lineWidth = outline;
  pen.strokeStyle = isOutline ? colours.severity[severity]! : colours.halo;
  if (!isOutline) {
    // A thin light edge sets a filled mark off from roads and neighbours.
    pen.lineWidth = 1;
  }
  pen.stroke(path);
  pen.fillStyle = isOutline ? colours.ink : colours.onSeverity[severity]!;
  pen.font = "700 11px 'Inter Variable', sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(String(severity), size / 2, severity === 2 ? 14 : 11.5);
  return pen.getImageData(0, 0, size * sharpness, size * sharpness);
}

function noData(colours: Palette): ImageData {
  const pen = canvas();
  const [middle, radius] = [size / 2, 6.5];
  pen.lineWidth = 1.8;
  pen.strokeStyle = colours.noData;
  pen.fillStyle = colours.card;
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.moveTo(middle - radius * 0.7, middle + radius * 0.7);
  pen.lineTo(middle + radius * 0.7, middle - radius * 0.7);
  pen.stroke();
  return pen.getImageData(0, 0, size * sharpness, size * sharpness);
}

function shape(severity: number): Path2D {
  const path = new Path2D();
  if (severity === 1) {
    path.roundRect(3, 3, 16, 16, 1);
  } else if (severity === 4) {
    path.arc(11, 11, 8, 0, 2 * Math.PI);
  } else {
    const corners = severity === 2 ? [[11, 2], [20.5, 19], [1.5, 19]] : [[11, 1.5], [20.5, 11], [11, 20.5], [1.5, 11]];
    corners.forEach(([x, y], i) => i === 0 ? path.moveTo(x!, y!) : path.lineTo(x!, y!));
    path.closePath();
  }

  return path;
}

function canvas(): CanvasRenderingContext2D {
  const element = document.createElement("canvas");
  element.width = element.height = size * sharpness;
  const pen = element.getContext("2d", { willReadFrequently: true })!;
  pen.scale(sharpness, sharpness);
  return pen;
}
