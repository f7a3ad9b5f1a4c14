// All stations as dots: one buffer and one call to draw, whatever their number. MapLibre's own circles go through tiles in a worker: with
// 20,000 stations and no GPU the map was drawn three seconds later for it.
import type { CustomLayerInterface, CustomRenderMethodInput, Map as GlMap } from "maplibre-gl";
import { Places } from "./places";

const opacity = 0.85;

/** Radius in pixels: small in a view of the whole city, grown where there is room. */
export function radiusAt(zoom: number): number {
  const [from, to, small, large] = zoom < 12 ? [10, 12, 1.8, 2.8] : [12, 15, 2.8, 5];
  return small + (large - small) * Math.min(1, Math.max(0, (zoom - from) / (to - from)));
}

const vertex = `#version 300 es
uniform mat4 toClip;
uniform highp float size;
in vec2 place;
in float isHidden;
void main() {
  gl_Position = isHidden > 0.5 ? vec4(2.0, 2.0, 2.0, 1.0) : toClip * vec4(place, 0.0, 1.0);
  gl_PointSize = size;
}`;

// The rim is a pixel wide, so that it looks smooth.
const fragment = `#version 300 es
precision highp float;
uniform vec4 colour;
uniform highp float size;
out vec4 painted;
void main() {
  painted = colour * clamp(size * (0.5 - distance(gl_PointCoord, vec2(0.5))), 0.0, 1.0);
}`;

export class Dots implements CustomLayerInterface {
  readonly id = "stations";
  readonly type = "custom";
  private map: GlMap | undefined;
  private program: WebGLProgram | undefined;
  private attributes: WebGLVertexArrayObject | undefined;
  private buffers: [offsets: WebGLBuffer, hidden: WebGLBuffer] | undefined;
  private places = new Places(0, () => [0, 0]);
  private isStale = true;

  /** @param colour As #rrggbb. */
  constructor(private colour: string) {}

  /** These and no others. */
  show(places: Places): void {
    this.places = places;
    this.draw();
  }

  hide(row: number, isHidden: boolean): void {
    this.places.hidden[row] = isHidden ? 1 : 0;
    this.draw();
  }

  paint(colour: string): void {
    this.colour = colour;
    this.draw();
  }

  nearest(lonLat: [number, number], zoom: number, reach: number): number | undefined {
    return this.places.nearest(lonLat, zoom, reach + radiusAt(zoom));
  }

  onAdd(map: GlMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.program = link(gl);
    this.attributes = gl.createVertexArray();
    this.buffers = [gl.createBuffer(), gl.createBuffer()];
    this.isStale = true;
  }

  onRemove(_: GlMap, gl: WebGL2RenderingContext): void {
    gl.deleteProgram(this.program!);
    gl.deleteVertexArray(this.attributes!);
    this.buffers!.forEach(buffer => gl.deleteBuffer(buffer));
  }

  render(gl: WebGL2RenderingContext, { defaultProjectionData: { mainMatrix } }: CustomRenderMethodInput): void {
    // Not the map's pixel ratio: a very large canvas is drawn with fewer pixels.
    const ratio = gl.drawingBufferWidth / this.map!.getCanvas().clientWidth;
    const size = 2 * (radiusAt(this.map!.getZoom()) + 0.5) * ratio;
    const uniform = (name: string) => gl.getUniformLocation(this.program!, name);
    gl.useProgram(this.program!);
    gl.uniformMatrix4fv(uniform("toClip"), false, movedTo(mainMatrix, this.places.origin));
    gl.uniform1f(uniform("size"), size);
    gl.uniform4fv(uniform("colour"), premultiplied(this.colour));
    gl.bindVertexArray(this.attributes!);
    if (this.isStale) {
      this.load(gl);
    }
    gl.drawArrays(gl.POINTS, 0, this.places.count);
    gl.bindVertexArray(null);
  }

  private draw(): void {
    this.isStale = true;
    this.map?.triggerRepaint();
  }

  private load(gl: WebGL2RenderingContext): void {
    const [offsets, hidden] = this.buffers!;
    const attribute = (name: string, buffer: WebGLBuffer, data: Float32Array | Uint8Array, size: number, type: number) => {
      const at = gl.getAttribLocation(this.program!, name);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, type, false, 0, 0);
    };
    attribute("place", offsets, this.places.offsets, 2, gl.FLOAT);
    attribute("isHidden", hidden, this.places.hidden, 1, gl.UNSIGNED_BYTE);
    this.isStale = false;
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The dots of the map cannot be drawn: ${gl.getProgramInfoLog(program)}`);
  }

  return program;
}

/** The matrix for points that count from there. In 64 bits up to here: the result is small where the parts are large. */
function movedTo(matrix: ArrayLike<number>, [x, y]: [number, number]): Float32Array {
  const moved = Float64Array.from(matrix);
  for (let i = 0; i < 4; i++) {
    moved[12 + i] = matrix[i]! * x + matrix[4 + i]! * y + matrix[12 + i]!;
  }

  return Float32Array.from(moved);
}

function premultiplied(colour: string): number[] {
  const channel = (at: number) => parseInt(colour.slice(at, at + 2), 16) / 255 * opacity;
  return [channel(1), channel(3), channel(5), opacity];
}
