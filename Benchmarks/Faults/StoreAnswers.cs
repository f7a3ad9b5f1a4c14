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
            await AnswerAsync(run, answer);
        }
    }

    static async Task AnswerAsync(FaultRun run, FaultyAnswer answer)
    {
        var proxy = run.City.Proxy;
        var began = Stopwatch.GetTimestamp();
        proxy.Answer = answer;
        await Task.Delay(run.Plan.Outage, TimeProvider.System);
        proxy.Answer = FaultyAnswer.Pass;
        var felt = proxy.Requests.Where(request => request.At >= began && request.Answer == answer).ToList();
        run.Plan.Say($"{answer} to {felt.Count} requests, {run.Watch.MostPendingSince(began)} messages waited");
        FaultRun.Felt(felt.Count > 0, $"nobody was answered {answer}");
        if (answer is FaultyAnswer.BusySeconds or FaultyAnswer.BusyDate)
        {
            ExpectPatience(run, felt[0].At);
        }
    }

    /// <summary>A date has whole seconds, so it may mean up to a second less.</summary>
    static void ExpectPatience(FaultRun run, long from)
    {
        var requests = run.City.Proxy.Requests.Select(request => request.At).Where(at => at >= from).ToList();
        var least = requests.Zip(requests.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next)).Take(1).DefaultIfEmpty(FaultProxy.RetryAfter).Min();
        run.Expect(least >= FaultProxy.RetryAfter - TimeSpan.FromSeconds(1), $"it waits as it is asked to, not {least.TotalSeconds:0.0} s");
    }
}
