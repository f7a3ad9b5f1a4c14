namespace CityOps.Dashboard.Live.Latency;

/// <summary>What the screens saw, hop by hop.</summary>
/// <param name="Minutes">So far back.</param>
/// <param name="Screens">Screens that have told something within the last minute.</param>
/// <param name="NotPrompt">Seen, but with a time of the device that says nothing about our speed: sent long after it was measured, or by a wrong clock.</param>
/// <param name="Figures">Only what was seen at all; by kind and hop.</param>
public sealed record LatencyPicture(int Minutes, int Screens, int NotPrompt, IReadOnlyList<LatencyFigure> Figures)
{
    public LatencyFigure? Find(SeenKind kind, Hop hop) => Figures.FirstOrDefault(figure => figure.Kind == kind && figure.Hop == hop);
}

public sealed record LatencyFigure(SeenKind Kind, Hop Hop, int Count, int P50Ms, int P95Ms, int P99Ms);
