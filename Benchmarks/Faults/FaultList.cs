using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Faults;

/// <summary>Every fault there is, in the order of the table.</summary>
static class FaultList
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        new WorkerKill(),
        new WorkerStop(),
        new TwoWorkers(),
        new BrokerRestart(),
        new BrokerKill(),
        new StoreOutage(killed: false),
        new StoreOutage(killed: true),
        new StoreAnswers("store-slow", FaultyAnswer.Slow),
        new StoreAnswers("store-500", FaultyAnswer.ServerError),
        new StoreAnswers("store-503-seconds", FaultyAnswer.BusySeconds),
        new StoreAnswers("store-503-date", FaultyAnswer.BusyDate),
        new StoreAnswers("store-413", FaultyAnswer.TooLarge),
        new StoreAnswers("store-401", FaultyAnswer.Unauthorized),
        new StoreAnswers("store-hang", FaultyAnswer.Hang),
        new StoreAnswers("store-reset", FaultyAnswer.Reset),
        new DiskFull(),
    ];
}
