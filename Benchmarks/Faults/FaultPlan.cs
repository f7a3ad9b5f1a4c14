namespace CityOps.Benchmarks.Faults;

/// <summary>How hard and how long. The short form is for the tests, the long one for a quiet machine.</summary>
sealed record FaultPlan
{
    /// <summary>Messages per second of all devices.</summary>
    public required double Rate { get; init; }

    public int Devices { get; init; } = 60;

    public int Connections { get; init; } = 10;

    /// <summary>How long what fails stays away.</summary>
    public required TimeSpan Outage { get; init; }

    /// <summary>How often a process is killed in one run.</summary>
    public required int Kills { get; init; }

    /// <summary>Most time from a start to the next kill; the real one is random.</summary>
    public required TimeSpan Between { get; init; }

    /// <summary>How long the load runs undisturbed before the fault, and after it.</summary>
    public required TimeSpan Around { get; init; }

    /// <summary>How long everything may take to be stored after the load has ended.</summary>
    public required TimeSpan DrainWithin { get; init; }

    /// <summary>Told what happens, in words.</summary>
    public Action<string> Say { get; init; } = _ => { };

    public static FaultPlan Short { get; } = new()
    {
        Rate = 1_000, Outage = TimeSpan.FromSeconds(2), Kills = 3, Between = TimeSpan.FromSeconds(1.5), Around = TimeSpan.FromSeconds(1),
        DrainWithin = TimeSpan.FromSeconds(60),
    };

    public static FaultPlan Long(TimeSpan outage) => new()
    {
        Rate = 3_000, Outage = outage, Kills = 10, Between = TimeSpan.FromSeconds(10), Around = TimeSpan.FromSeconds(15),
        DrainWithin = TimeSpan.FromMinutes(15),
    };
}
