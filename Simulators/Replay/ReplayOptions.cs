using CityOps.Simulators.Replay.Rows;

namespace CityOps.Simulators.Replay;

/// <summary>Which time readings carry.</summary>
enum ReplayTime
{
    /// <summary>The recorded one.</summary>
    Original,
    /// <summary>As if the recording happened from now on, or, at full speed, had just ended.</summary>
    Now,
}

/// <summary>What to replay and how.</summary>
/// <param name="Broker">Where to; its city is not played.</param>
/// <param name="Speed">Recorded time that passes in a second of ours, in seconds; infinite = as fast as the broker acknowledges.</param>
/// <param name="DevicePrefix">Put before device and station ids, so that a second replay is another city.</param>
/// <param name="DeviceRate">Messages per second of one device, in the count of ingestion's <c>Devices:Rate</c>; 0 = no limit.</param>
sealed record ReplayOptions(
    PlayerOptions Broker, IReadOnlyList<string> Files, ReplayTime Time, double Speed, Period Period, string DevicePrefix = "", int DeviceRate = 200);
