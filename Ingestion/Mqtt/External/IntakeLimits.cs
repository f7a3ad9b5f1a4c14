namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// How much of a broker's messages we hold without having acknowledged them. The broker's own window is no bound: mosquitto 2.0.11
/// opens a whole new one with each acknowledgement, and the library queues without end.
/// </summary>
/// <param name="Messages">Default 100,000.</param>
/// <param name="Bytes">Of whole packets. Default 64 MiB.</param>
/// <param name="Pause">
/// Reading pauses this long at most, then the connection is given up and the broker keeps the rest. Default 20 s: less than the
/// 30 s that the library waits for the answer to a ping, which is not seen in a pause.
/// </param>
/// <param name="StopWithin">A stop waits this long for the commits of what was taken. Default 5 s.</param>
sealed record IntakeLimits(int Messages, long Bytes, TimeSpan Pause, TimeSpan StopWithin)
{
    public static readonly IntakeLimits Default = new(100_000, 64L << 20, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
}
