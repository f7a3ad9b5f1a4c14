// Colours of the map. Muted on purpose: the only strong ones belong to stations that are not normal.
export interface Palette {
  ground: string; land: string; wood: string; moor: string; water: string; border: string; arterial: string; motorway: string;
  label: string; halo: string; waterLabel: string; dot: string; ink: string; blue: string;
  /** By severity, 1 to 4. */
  severity: string[];
  /** What is written on a filled mark. */
  onSeverity: string[];
  noData: string; card: string;
}

const light: Palette = {
  ground: "#d5dade", land: "#e4e7ea", wood: "#d3dacf", moor: "#dcdfd5", water: "#b3c2cf", border: "#b9c0c7", arterial: "#ffffff", motorway: "#a3abb4",
  label: "#4d565f", halo: "#eef0f2", waterLabel: "#4a6379", dot: "#808993", ink: "#1c2126", blue: "#1f4f7a",
  severity: ["", "#b3122b", "#c75300", "#b58a00", "#4a5866"], onSeverity: ["", "#ffffff", "#ffffff", "#1c2126", "#1c2126"], noData: "#5b6470", card: "#f2f3f4",
};

const dark: Palette = {
  ground: "#111418", land: "#1e2328", wood: "#212b26", moor: "#242822", water: "#2c3d4c", border: "#343c45", arterial: "#343c45", motorway: "#4d5761",
  label: "#a3adb7", halo: "#181c20", waterLabel: "#86a3bc", dot: "#6b7480", ink: "#e8ebee", blue: "#8fc1ee",
  severity: ["", "#ff5c6c", "#ff8a3d", "#f2c230", "#a9b6c3"], onSeverity: ["", "#14171b", "#14171b", "#14171b", "#e8ebee"], noData: "#8d97a3", card: "#1e2328",
};

export const isDark = () => document.documentElement.classList.contains("dark");
export const palette = (): Palette => isDark() ? dark : light;
