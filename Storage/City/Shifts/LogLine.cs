using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>
/// A line of the log book: something that a person wrote, or a fact that is kept elsewhere and only shown here. The lines of one moment are in the order of
/// <see cref="LogSource"/>.
/// </summary>
/// <param name="Number">Orders the lines of one source; what one counts, another does not.</param>
/// <param name="At">When it was written, our clock, Unix ms.</param>
/// <param name="By">Null where nobody did it.</param>
public abstract record LogLine(LogSource Source, long Number, long At, string? By)
{
    /// <summary>One for each line, as long as it stands.</summary>
    public LogCursor Cursor => new(At, Source, Number);
}

/// <summary>Where a line comes from.</summary>
public enum LogSource : byte
{
    Entry = 1,
    Alert = 2,
    /// <summary>Rules and maintenance windows, as the audit trail has what people did to them.</summary>
    Audit = 3,
    /// <summary>Maintenance windows that were over by the clock.</summary>
    MaintenanceOver = 4,
    Handover = 5,
}

public sealed record EntryLine(LogEntry Entry) : LogLine(LogSource.Entry, Entry.Number, Entry.At, Entry.By);

/// <param name="Alert">As it stands now.</param>
public sealed record AlertLine(long Number, Alert Alert, AlertTransition Transition) : LogLine(LogSource.Alert, Number, Transition.At, Transition.By);

/// <param name="Action">As the audit trail has it: <c>rule.update</c>.</param>
/// <param name="Version">0 where the trail does not say it.</param>
public sealed record RuleLine(long Number, long At, string? By, string Action, string RuleId, string Name, int Version) : LogLine(LogSource.Audit, Number, At, By);

/// <param name="Action"><c>maintenance.create</c>, <c>maintenance.end</c>, or <c>maintenance.over</c>: nobody ended it.</param>
/// <param name="Window">As it stands now.</param>
public sealed record MaintenanceLine(LogSource Source, long Number, long At, string? By, string Action, MaintenanceWindow Window) : LogLine(Source, Number, At, By);

public sealed record HandoverLine(HandoverHead Handover) : LogLine(LogSource.Handover, Handover.Number, Handover.At, Handover.TakenOverBy);
