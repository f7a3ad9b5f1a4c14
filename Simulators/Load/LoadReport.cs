namespace CityOps.Simulators.Load;

/// <summary>What a run did.</summary>
/// <param name="StartedAt">When the first message was made, Unix ms.</param>
/// <param name="AskedRate">Messages per second; 0 = as fast as the broker acknowledges.</param>
/// <param name="ReachedRate">Messages per second until the last one was made.</param>
/// <param name="Seconds">Until the last message was made.</param>
/// <param name="MostBehindSeconds">The furthest the run was behind its schedule; 0 without one.</param>
/// <param name="Sent">Messages made and handed to a connection.</param>
/// <param name="Acknowledged">Of those, how many the broker has, each counted once.</param>
/// <param name="Refused">Answered with an error by the broker, and not repeated.</param>
/// <param name="RefusedBecause">The first such answer.</param>
/// <param name="Unheard">Acknowledged messages of which the broker said that nobody has subscribed to them: it threw them away.</param>
/// <param name="Repeated">Times a message was sent again because its connection ended before the acknowledgement.</param>
/// <param name="Reconnects">Connections made again after a loss.</param>
/// <param name="LatencyMs">Null at QoS 0.</param>
/// <param name="CpuSecondsPerMillion">CPU of this process from the first message to the last answer, per million messages.</param>
/// <param name="WarmCpuSecondsPerMillion">The same without the first 10 s; null when the run was shorter than 20 s.</param>
public sealed record LoadReport(
    int Qos, int Devices, int Connections, long StartedAt, double AskedRate, double ReachedRate, double Seconds, double MostBehindSeconds,
    long Sent, long Acknowledged, long Refused, string? RefusedBecause, long Unheard, long Repeated, long Reconnects,
    LatencyPercentiles? LatencyMs, double CpuSecondsPerMillion, double? WarmCpuSecondsPerMillion)
{
    /// <summary>Sent, and never answered. At QoS 0 nothing is.</summary>
    public long Unanswered => Qos == 0 ? 0 : Sent - Acknowledged - Refused;

    /// <summary>The broker has everything; at QoS 0 that is not known.</summary>
    public bool Complete => Unanswered == 0 && Refused == 0;
}
