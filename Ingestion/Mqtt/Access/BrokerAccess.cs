namespace CityOps.Ingestion.Mqtt.Access;

/// <summary>Place of the verb <c>broker-access</c>; another branch brings it.</summary>
public static class BrokerAccess
{
    public static int Run(string[] args, TextWriter output, TextWriter errors) => throw new NotSupportedException("broker-access comes with the external broker");
}
