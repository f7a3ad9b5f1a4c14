namespace CityOps.Simulators.Import;

/// <summary>What to import and how.</summary>
/// <param name="Broker">Where to; its city is not played.</param>
/// <param name="Domain">Of rows of files without a column of domains; null = every file has one.</param>
/// <param name="WithFailed">Whether readings that failed in the city they come from are sent, too.</param>
/// <param name="DeviceRate">Messages per second of one device, in the count of ingestion's <c>Devices:Rate</c>; 0 = no limit.</param>
sealed record ImportOptions(PlayerOptions Broker, IReadOnlyList<string> Files, string? Domain = null, bool WithFailed = false, int DeviceRate = 200);
