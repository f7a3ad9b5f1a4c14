namespace CityOps.Ingestion.Http;

/// <summary>A request that cannot be answered as asked; becomes an RFC 9457 answer.</summary>
/// <param name="detail">What is wrong and what would be right, for a person.</param>
public sealed class ApiException(int status, string detail) : Exception(detail)
{
    public int Status => status;

    public static ApiException BadParameter(string name, string why) => new(StatusCodes.Status400BadRequest, $"{name}: {why}");

    public static ApiException Unknown(string what, string id) => new(StatusCodes.Status404NotFound, $"There is no {what} '{id}'.");
}
