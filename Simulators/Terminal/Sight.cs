namespace CityOps.Simulators.Terminal;

/// <summary>How work stands at one moment.</summary>
/// <param name="Line">All of it in one line, for an output that is a file or a pipe.</param>
/// <param name="Facts">The same as label and value, for a terminal.</param>
/// <param name="Share">How much is done, 0 to 1; null where there is no end to go to.</param>
sealed record Sight(string Line, IReadOnlyList<(string Label, string Value)> Facts, double? Share = null);
