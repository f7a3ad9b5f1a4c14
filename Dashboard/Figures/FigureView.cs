using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Figures;

/// <summary>A key figure as it stands now.</summary>
/// <param name="Chosen">The reading that stands for all; null while no fresh one is there.</param>
/// <param name="Count">Fresh values that it was chosen from.</param>
/// <param name="Unit">The quantity's canonical unit.</param>
/// <param name="Worst">The worst alert on the quantity that asks for a hand; null while there is none.</param>
/// <param name="Alerts">How many there are.</param>
/// <param name="Trail">The figure of the last hour, oldest first.</param>
public sealed record FigureView(KeyFigure Figure, Reading? Chosen, int Count, string Unit, Alert? Worst, int Alerts, IReadOnlyList<FigurePoint> Trail);

/// <param name="T">Unix ms.</param>
public readonly record struct FigurePoint(long T, double V);
