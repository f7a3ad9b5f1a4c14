namespace CityOps.Simulators.Load;

/// <summary>CPU seconds of this process per million messages, in all and without the beginning, when code is still being compiled.</summary>
sealed class CpuMeter
{
    Mark start;
    Mark? warm;
    Mark end;

    public double PerMillion => Between(start, end);

    /// <summary>Null where the beginning was not followed by as long again.</summary>
    public double? WarmPerMillion => warm is { } from && end.Messages - from.Messages >= from.Messages - start.Messages ? Between(from, end) : null;

    public void Start(long messages) => start = Mark.At(messages);

    public void Look(bool isWarm, long messages)
    {
        if (isWarm && warm is null)
        {
            warm = Mark.At(messages);
        }
    }

    public void Stop(long messages) => end = Mark.At(messages);

    static double Between(Mark from, Mark to) =>
        to.Messages > from.Messages ? (to.Cpu - from.Cpu).TotalSeconds * 1e6 / (to.Messages - from.Messages) : 0;

    readonly record struct Mark(TimeSpan Cpu, long Messages)
    {
        public static Mark At(long messages) => new(Environment.CpuUsage.TotalTime, messages);
    }
}
