namespace CityOps.Simulators.Verbs;

/// <summary>How the program ends. The same number means the same after every verb.</summary>
static class ExitCodes
{
    /// <summary>Finished, or stopped as asked, and the broker has everything.</summary>
    public const int Done = 0;
    /// <summary>The command line, or a file it names, cannot be used.</summary>
    public const int BadWords = 1;
    /// <summary>No broker answers.</summary>
    public const int Unreachable = 2;
    /// <summary>The broker does not want us.</summary>
    public const int Refused = 3;
    /// <summary>Something was not acknowledged, or refused.</summary>
    public const int Incomplete = 4;
    /// <summary>A broker is there, and no played city.</summary>
    public const int NoCity = 5;

    public static IReadOnlyList<(int Code, string Means)> All { get; } =
    [
        (Done, "finished or stopped as asked; all that was made is acknowledged"),
        (BadWords, "the command line or a file it names cannot be used; the message says where, or what the city says to it"),
        (Unreachable, "no broker answered within --wait"),
        (Refused, "the broker refuses user, rights or certificate"),
        (Incomplete, "some messages were refused or not acknowledged; the account says how many"),
        (NoCity, "no simulated city answered"),
    ];
}
