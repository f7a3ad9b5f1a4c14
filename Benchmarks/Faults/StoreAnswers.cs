using System.Diagnostics;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Faults;

/// <summary>InfluxDB answers badly for a while, in one way or in several, one after the other.</summary>
sealed class StoreAnswers(string name, params FaultyAnswer[] answers) : IFault
{
    public string Name => name;

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto];

    public async Task BefallAsync(FaultRun run)
    {
        foreach (var answer in answers)
        {
            var began = Stopwatch.GetTimestamp();
            await AnswerAsync(run, answer);
            await Task.Delay(run.Plan.Outage, TimeProvider.System);
            await AnswerAsync(run, FaultyAnswer.Pass);
            var felt = run.City.Proxy.Requests.Where(request => request.At >= began && request.Answer == answer).ToList();
            run.Plan.Say($"{answer} to {felt.Count} requests, {run.Watch.MostPendingSince(began)} messages waited");
            if (answer is FaultyAnswer.BusySeconds or FaultyAnswer.BusyDate)
            {
                ExpectPatience(run, felt[0].At);
            }
        }
    }

    /// <summary>Changes what InfluxDB seems to say, and returns when somebody has been told so.</summary>
    public static async Task AnswerAsync(FaultRun run, FaultyAnswer answer)
    {
        var proxy = run.City.Proxy;
        var since = Stopwatch.GetTimestamp();
        proxy.Answer = answer;
        await run.UntilAsync(() => proxy.Requests.Any(request => request.At >= since && request.Answer == answer), $"a request is answered {answer}");
    }

    /// <summary>A date has whole seconds, so it may mean up to a second less.</summary>
    static void ExpectPatience(FaultRun run, long refused)
    {
        var next = run.City.Proxy.Requests.Select(request => request.At).First(at => at > refused);
        var waited = Stopwatch.GetElapsedTime(refused, next);
        run.Expect(waited >= FaultProxy.RetryAfter - TimeSpan.FromSeconds(1), $"the store is left alone as it asked, not for {waited.TotalSeconds:0.0} s only");
    }
}
