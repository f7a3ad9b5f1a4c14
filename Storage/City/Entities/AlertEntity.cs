using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Storage.City.Entities;

/// <summary>One alert as it stands now. Instants are Unix ms.</summary>
sealed class AlertEntity : IRevised
{
    public required string Id { get; init; }
    public required string RuleId { get; init; }
    public required int RuleVersion { get; init; }
    public required string RuleName { get; init; }
    /// <summary>Null where the subject is neither one series nor a device.</summary>
    public string? Device { get; init; }
    /// <summary>Empty for an alert about a device as a whole.</summary>
    public required string Quantity { get; init; }
    public string? Station { get; init; }
    public string? District { get; init; }
    /// <summary>Empty for an alert about CityOps itself.</summary>
    public required string Domain { get; init; }
    public required string Unit { get; init; }
    public required Severity Severity { get; set; }
    public required AlertCondition Condition { get; set; }
    public required long StartedAt { get; init; }
    public required long RaisedAt { get; init; }
    public long? ClearedAt { get; set; }
    public required double Value { get; init; }
    public required double Peak { get; set; }
    public required double Threshold { get; init; }
    public required ConditionKind Direction { get; init; }
    /// <summary>What its rule asked, as JSON; null = a limit on the value, which the two before say.</summary>
    public string? Asked { get; init; }
    public required Quality Quality { get; init; }
    public string? AcknowledgedBy { get; set; }
    public long? AcknowledgedAt { get; set; }
    public string? AcknowledgedComment { get; set; }
    public string? ShelvedBy { get; set; }
    public long? ShelvedUntil { get; set; }
    public string? ShelvedReason { get; set; }
    public string? SuppressedBy { get; set; }
    public string? Assignee { get; set; }
    public bool Latched { get; init; }
    public required bool Historical { get; set; }
    public int Revision { get; set; } = 1;
    public long Change { get; set; }

    /// <summary>Takes the more extreme of two peaks in the direction of the limit; true when it moved.</summary>
    public bool Widen(double peak)
    {
        var before = Peak;
        Peak = (AskedConditions.Read(Asked)?.Limit ?? PlainLimit).Worse(Peak, peak);
        return Peak != before;
    }

    Limit PlainLimit => Direction == ConditionKind.Below ? Limit.Below(Threshold, Threshold) : Limit.Above(Threshold, Threshold);

    public Alert ToAlert() => new()
    {
        Id = Id,
        Rule = new AlertRuleReference(RuleId, RuleVersion, RuleName),
        Series = Device is null || Quantity.Length == 0 ? null : new SeriesId(Device, Quantity),
        Device = Quantity.Length == 0 ? Device : null,
        Station = Station,
        District = District,
        Domain = Domain.Length == 0 ? null : Domain,
        Quantity = Quantity,
        Unit = Unit,
        Severity = Severity,
        Condition = Condition,
        StartedAt = StartedAt,
        RaisedAt = RaisedAt,
        ClearedAt = ClearedAt,
        Value = Value,
        Peak = Peak,
        Threshold = Threshold,
        Direction = Direction,
        Asked = AskedConditions.Read(Asked),
        Quality = Quality,
        Acknowledged = AcknowledgedBy is null ? null : new Acknowledgement(AcknowledgedBy, AcknowledgedAt ?? 0, AcknowledgedComment),
        Shelved = ShelvedBy is null ? null : new Shelving(ShelvedBy, ShelvedUntil ?? 0, ShelvedReason ?? ""),
        SuppressedBy = SuppressedBy,
        Assignee = Assignee,
        Latched = Latched,
        Historical = Historical,
        Revision = Revision,
        Change = Change,
    };
}
