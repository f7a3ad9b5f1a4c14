using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>One member of <c>m</c> while its record is being read: a value, a missing one, or a refusal.</summary>
/// <param name="Quantity">Null where the name is none.</param>
/// <param name="Detail">Why, where refused; written only for the first refusal of a message.</param>
readonly record struct RecordValue(
    string? Quantity, QuantitySpec? Spec, string? Unit, double Value, RejectReason Reason, bool IsMissing, string? Detail)
{
    public static RecordValue Refused(RejectReason reason, string? detail) => new(null, null, null, 0, reason, false, detail);

    public static RecordValue Taken(string? unit, double value) => new(null, null, unit, value, RejectReason.None, false, null);

    public static RecordValue Missing { get; } = new(null, null, null, 0, RejectReason.None, true, null);
}
