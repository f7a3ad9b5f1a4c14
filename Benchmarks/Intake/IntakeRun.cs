using System.Globalization;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Intake;

/// <summary>
/// The subjects take turns, each warm before it is measured: first as fast as it can, then at given rates. InfluxDB is one for the
/// whole run; each subject has a database there and a fresh broker.
/// </summary>
sealed class IntakeRun(IntakeOptions options, TextWriter output, TimeProvider clock)
{
    public const string OnInflux = "influx";
    public const string Peer = "paho";
    public const string OnEmbedded = "embedded";
    public const string Standalone = "standalone";

    public static readonly IReadOnlyList<string> Subjects = [OnInflux, Peer, OnEmbedded, Standalone];

    const int WarmRate = 20_000;

    // Only so that a broken run ends by itself; a fast step ends with its messages.
    const int FastSeconds = 600;

    readonly StepRunner _steps = new(clock);
    readonly List<StepResult> _results = [];

    public async Task<IReadOnlyList<StepResult>> RunAsync(bool withPeer, CancellationToken ct)
    {
        await using var influx = new InfluxServer();
        var wanted = Subjects.Where(name => (options.Only.Count == 0 || options.Only.Contains(name)) && (withPeer || name != Peer)).ToList();
        for (var turn = 1; turn <= options.Repetitions; turn++)
        {
            foreach (var name in wanted)
            {
                output.WriteLine($"{name}, turn {turn} of {options.Repetitions}");
                await using var subject = await StartAsync(name, influx);
                await MeasureAsync(name, subject, ct);
            }
        }

        return _results;
    }

    async Task<IIntakeSubject> StartAsync(string name, InfluxServer influx)
    {
        switch (name)
        {
            case OnInflux:
                await influx.StartedAsync();
                return await CitySubject.OnInfluxAsync(influx);
            case Peer:
                await influx.StartedAsync();
                return await PeerSubject.StartAsync(influx, options.Python);
            case OnEmbedded:
                return await CitySubject.OnEmbeddedStoreAsync();
            default:
                return await CitySubject.StandaloneAsync();
        }
    }

    async Task MeasureAsync(string name, IIntakeSubject subject, CancellationToken ct)
    {
        var warm = await _steps.RunAsync(name, subject, WarmRate, options.WarmSeconds, null, ct);
        var messages = warm.Messages;
        Say(warm, "warm-up");
        List<(int Rate, int Seconds, long? Messages)> steps = [(options.FastRate, FastSeconds, options.Messages), .. options.Rates.Select(rate => (rate, options.Seconds, (long?)null))];
        foreach (var (rate, seconds, most) in steps)
        {
            var result = await _steps.RunAsync(name, subject, rate, seconds, most, ct);
            messages += result.Messages;
            // A fast step is a fast step whatever rate was used to make it one.
            _results.Add(most is null ? result : result with { Rate = 0 });
            Say(result, most is null ? $"{rate}/s" : "fast");
        }

        var check = await subject.FinishAsync(messages);
        var fast = _results.Count - steps.Count;
        _results[fast] = _results[fast] with { StoreBytesPerMessage = check.BytesPerMessage };
        if (check.Wrong is { } wrong)
        {
            _results[^1] = _results[^1] with { Trouble = string.Join(", ", new[] { _results[^1].Trouble, wrong }.OfType<string>()) };
            output.WriteLine($"  {wrong}");
        }
    }

    void Say(StepResult result, string step)
    {
        var cpu = string.Join(", ", result.CpuPerMillion.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value:0.0}")));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {step}: {result.Sustained:0}/s, CPU s per million: {cpu}; stored p50 {result.Stored.P50:0} p99 {result.Stored.P99:0} ms; {result.Trouble ?? "all stored"}"));
    }
}
