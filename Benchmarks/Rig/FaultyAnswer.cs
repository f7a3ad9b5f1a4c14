namespace CityOps.Benchmarks.Rig;

/// <summary>What <see cref="FaultProxy"/> does with a request.</summary>
public enum FaultyAnswer
{
    /// <summary>Hands it on, and the answer back.</summary>
    Pass,

    /// <summary>The same, after a while.</summary>
    Slow,

    /// <summary>500, as a server that is ill says to everything.</summary>
    ServerError,

    /// <summary>503 with Retry-After in seconds.</summary>
    BusySeconds,

    /// <summary>503 with Retry-After as an HTTP date.</summary>
    BusyDate,

    /// <summary>413 to what is longer than a limit; the rest is handed on.</summary>
    TooLarge,

    /// <summary>401, as after somebody changed the password.</summary>
    Unauthorized,

    /// <summary>Hands it on and never says what came of it.</summary>
    Hang,

    /// <summary>Hands it on and breaks the connection in the place of an answer.</summary>
    Reset,
}
