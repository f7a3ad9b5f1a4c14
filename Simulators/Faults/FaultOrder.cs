namespace CityOps.Simulators.Faults;

/// <summary>A fault that somebody wants. What is null has the default of its kind.</summary>
public sealed record FaultOrder
{
    /// <summary>One of <see cref="FaultDirector.Kinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Pattern of device ids, with <c>*</c>; of gateways and own clients for the kind <c>gateway</c>.</summary>
    public string Devices { get; init; } = "*";
    public string? Domain { get; init; }
    public string? District { get; init; }
    /// <summary>Of the devices that match, above 0 to 1.</summary>
    public double Share { get; init; } = 1;
    /// <summary>From now.</summary>
    public TimeSpan After { get; init; } = TimeSpan.Zero;
    /// <summary>How long it lasts, up to <see cref="Longest"/>.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromMinutes(10);
    public double? Size { get; init; }
    /// <summary>Share of messages that are hit, above 0 to 1.</summary>
    public double? Rate { get; init; }
    /// <summary>One form of <c>malformed</c>; null = all in turn.</summary>
    public string? Form { get; init; }

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(30);

    /// <exception cref="FaultOrderException">Something in it cannot be; the message says what.</exception>
    internal Fault ToFault(string id, long nowMs, ulong key)
    {
        var kind = FaultKind.Find(Kind) ?? throw new FaultOrderException($"'{Kind}' is no kind of fault; there are {string.Join(", ", FaultKind.All.Select(k => k.Name))}");
        Demand(Devices.Length > 0, "devices is empty; * is all");
        Demand(Share is > 0 and <= 1, "share is not above 0 and at most 1");
        Demand(Rate is null or (> 0 and <= 1), "rate is not above 0 and at most 1");
        Demand(After >= TimeSpan.Zero && After <= Longest, "after is not within 30 days");
        Demand(For > TimeSpan.Zero && For <= Longest, "for is not a length of time up to 30 days");
        Demand(Size is null || kind.SizeIs is not null, $"{kind.Name} has no size");
        Demand(Size is not { } size || double.IsFinite(size) && Math.Abs(size) <= 1e9, "size is not a number that can be");
        Demand(Size is not { } whole || kind.Name is not ("storm" or "outage" or "duplicate") || whole >= 1 && whole <= 10_000, "size is not 1 to 10,000");
        Demand(Form is null || kind.Name == "malformed", "only malformed has forms");
        Demand(Form is null || MalformedForm.Find(Form) is not null, $"'{Form}' is no form; there are {string.Join(", ", MalformedForm.All.Select(f => f.Name))}");
        var start = nowMs + (long)After.TotalMilliseconds;
        return new Fault(
            id, kind, new FaultScope(Devices, Domain, District, Share), start, start + (long)For.TotalMilliseconds, Size ?? kind.Size, Rate ?? kind.Rate,
            Form is null ? null : MalformedForm.Find(Form), key);
    }

    static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FaultOrderException(otherwise);
        }
    }
}

/// <summary>An order that cannot be carried out; the message is for whoever gave it.</summary>
public sealed class FaultOrderException(string message) : Exception(message);
