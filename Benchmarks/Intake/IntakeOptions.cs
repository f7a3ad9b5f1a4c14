namespace CityOps.Benchmarks.Intake;

/// <summary>How thorough a run is. The defaults take about half an hour.</summary>
sealed record IntakeOptions
{
    /// <summary>Length of a step at a given rate.</summary>
    public int Seconds { get; init; } = 30;
    /// <summary>Messages of a step that goes as fast as it can.</summary>
    public int Messages { get; init; } = 1_000_000;
    /// <summary>Before the first step of a subject, at 20,000 messages/s: code is compiled and files have their size.</summary>
    public int WarmSeconds { get; init; } = 20;
    /// <summary>How often the subjects take turns.</summary>
    public int Repetitions { get; init; } = 2;
    /// <summary>Names of subjects to run; empty = all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
    /// <summary>Messages per second of the steps that hold a rate; their latency is what is of interest.</summary>
    public IReadOnlyList<int> Rates { get; init; } = [1_000, 5_000, 20_000];
    /// <summary>Messages per second of the fast step; 0 = as fast as the broker acknowledges.</summary>
    public int FastRate { get; init; }
    /// <summary>The interpreter that knows paho.</summary>
    public string Python { get; init; } = "/usr/bin/python3";
    /// <summary>Where the results go; null = nowhere.</summary>
    public string? ResultsFolder { get; init; }
}
