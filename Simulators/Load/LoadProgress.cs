namespace CityOps.Simulators.Load;

/// <summary>How far a run is, for those who watch it.</summary>
/// <param name="Sent">Messages made and handed to a connection.</param>
/// <param name="InFlight">Sent and not answered.</param>
public readonly record struct LoadProgress(TimeSpan Elapsed, long Sent, long Acknowledged, long InFlight, int Connected, long Reconnects);
