namespace CityOps.Simulators.Faults;

/// <summary>One fault: what, where, from when until when, how strong. Times are Unix ms; the end is not part of it. Immutable.</summary>
/// <param name="Size">What it measures depends on the kind.</param>
/// <param name="Rate">Share of messages that it hits, 0 to 1.</param>
/// <param name="Form">One form of malformed payload; null = all in turn.</param>
/// <param name="Key">Of its draws: the same key hits the same messages.</param>
sealed record Fault(
    string Id, FaultKind Kind, FaultScope Scope, long StartMs, long EndMs, double Size, double Rate, MalformedForm? Form, ulong Key);
