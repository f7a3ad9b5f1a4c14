using CityOps.Core.City;

namespace CityOps.Core.Wire;

/// <summary>A birth, or why not.</summary>
readonly record struct BirthResult(Birth? Birth, RejectReason Reason, string Detail)
{
    public static BirthResult Taken(Birth birth) => new(birth, RejectReason.None, "");

    public static BirthResult Refused(RejectReason reason, string detail) => new(null, reason, detail);
}
