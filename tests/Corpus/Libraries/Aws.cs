// Declarations with the metadata names of AWSSDK.Core and AWSSDK.SQS.
#pragma warning disable
namespace Amazon.Runtime
{
    public abstract class AWSCredentials;

    public class BasicAWSCredentials(string accessKey, string secretKey) : AWSCredentials;
}

namespace Amazon.SQS
{
    public class AmazonSQSClient
    {
        public AmazonSQSClient() { }

        public AmazonSQSClient(Amazon.Runtime.AWSCredentials credentials) { }

        public Task SendMessageAsync(string queueUrl, string messageBody, CancellationToken cancellationToken = default) => throw null!;
    }
}
